package io.berth.pay.bank.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementsTests {
  private static final String CAMT =
      """
      <?xml version="1.0" encoding="ISO-8859-1"?>
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
        <Id>2026-11-30</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>
        <Ntry><Amt Ccy="EUR">25.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
          <BookgDt><Dt>2026-11-30</Dt></BookgDt><AcctSvcrRef>B-1</AcctSvcrRef>
          <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
            <RltdPties><Dbtr><Pty><Nm>J\u00fcrgen</Nm></Pty></Dbtr>
              <DbtrAcct><Id><IBAN>FR14 2004 1010 0505 0001 3M02 606</IBAN></Id></DbtrAcct></RltdPties>
            <RmtInf><Ustrd>thanks</Ustrd><Strd><CdtrRefInf><Ref>RF7400000001</Ref></CdtrRefInf></Strd>
            </RmtInf></TxDtls></NtryDtls></Ntry>
        <Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>
          <BookgDt><DtTm>2026-11-30T10:00:00+01:00</DtTm></BookgDt><AcctSvcrRef>B-2</AcctSvcrRef>
          <NtryDtls>
            <TxDtls><Refs><EndToEndId>W-1</EndToEndId></Refs><Amt Ccy="EUR">10</Amt></TxDtls>
            <TxDtls><Refs><EndToEndId>W-2</EndToEndId></Refs><Amt Ccy="EUR">20</Amt></TxDtls>
          </NtryDtls></Ntry>
        <Ntry><Amt Ccy="EUR">99</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts></Ntry>
      </Stmt></BkToCstmrStmt></Document>
      """;

  private static List<StatementLine> camt(String document) throws MalformedStatementException {
    return Statements.read(document.getBytes(StandardCharsets.ISO_8859_1)).getFirst().lines();
  }

  private static List<StatementLine> csv(String file) throws MalformedStatementException {
    return Statements.read(file.getBytes(StandardCharsets.UTF_8)).getFirst().lines();
  }

  @Test
  void readsTheBookedEntriesOfCamt053() throws MalformedStatementException {
    assertThat(camt(CAMT))
        .containsExactly(
            new StatementLine(
                "B-1",
                LocalDate.of(2026, 11, 30),
                new BigDecimal("25.50"),
                "EUR",
                true,
                "J\u00fcrgen",
                "FR1420041010050500013M02606",
                "RF7400000001 thanks",
                ""),
            outgoing("B-2/1", "10", "W-1"),
            outgoing("B-2/2", "20", "W-2"));
  }

  private static StatementLine outgoing(String reference, String amount, String endToEndId) {
    return new StatementLine(
        reference,
        LocalDate.of(2026, 11, 30),
        new BigDecimal(amount),
        "EUR",
        false,
        "",
        "",
        "",
        endToEndId);
  }

  @Test
  void readsCsvInEitherDialectAndTellsEqualRowsApart() throws MalformedStatementException {
    List<StatementLine> lines =
        csv(
            """
            \uFEFFDate;Amount;Currency;Name;Remittance
            2026-11-30;25.5;EUR;"Semi; colon";RF74 0000 0001
            2026-11-30;-3;EUR;Bank;fee
            2026-11-30;-3;EUR;Bank;fee
            """);
    assertThat(lines).extracting(StatementLine::incoming).containsExactly(true, false, false);
    assertThat(lines.getFirst().counterparty()).isEqualTo("Semi; colon");
    assertThat(lines).extracting(StatementLine::entryReference).doesNotHaveDuplicates();
    assertThat(
            csv(
                "amount,currency,date,name,remittance\n25.50,EUR,2026-11-30,Semi; colon,RF74 0000 0001\n"))
        .extracting(StatementLine::entryReference)
        .containsExactly(lines.getFirst().entryReference());
  }

  @Test
  void refusesDocumentTypesAndDepth() {
    String external =
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Document>&x;</Document>";
    assertThatThrownBy(() -> camt(external)).hasMessage("XML with a document type");
    assertThatThrownBy(() -> camt("<a>".repeat(100) + "</a>".repeat(100)))
        .hasMessage("XML nested too deeply");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <Document/>                            | no CAMT.053 statement
          <Document>                             | not well-formed XML
          hello                                  | no column date
          date,amount,currency\\n1.1.2026,1,EUR  | row 1 has no date such as 2026-11-30
          date,amount,currency\\n2026-11-30,1,5,EUR | row 1 has no amount such as 12.50
          """)
  void saysWhatIsWrong(String file, String problem) {
    String text = file.replace("\\n", "\n").replace("1,5,EUR", "\"1,5\",EUR");
    assertThatThrownBy(() -> csv(text)).hasMessage(problem);
  }

  @Test
  void refusesABatchThatDoesNotAddUp() {
    assertThatThrownBy(() -> camt(CAMT.replace(">20<", ">19<")))
        .hasMessage("an entry's transactions do not add up to 30.00");
  }
}
