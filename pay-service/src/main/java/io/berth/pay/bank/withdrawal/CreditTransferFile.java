package io.berth.pay.bank.withdrawal;

import io.berth.pay.bank.BankProperties;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes ISO 20022 customer credit transfers ({@code pain.001.001.09}): one batch from the
 * platform's account, of which each payment has its withdrawal's end-to-end id.
 */
final class CreditTransferFile {
  private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

  private final BankProperties bank;
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  private CreditTransferFile(BankProperties bank) throws XMLStreamException {
    this.bank = bank;
    this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
  }

  /**
   * @param day on which the bank is to pay
   */
  static String of(
      BankProperties bank,
      String messageId,
      Instant at,
      LocalDate day,
      List<Withdrawal> withdrawals) {
    try {
      CreditTransferFile file = new CreditTransferFile(bank);
      file.write(messageId, at.truncatedTo(ChronoUnit.SECONDS), day, withdrawals);
      return file.text.toString();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  static BigDecimal total(List<Withdrawal> withdrawals) {
    return withdrawals.stream().map(Withdrawal::money).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private void write(String messageId, Instant at, LocalDate day, List<Withdrawal> withdrawals)
      throws XMLStreamException {
    String count = Integer.toString(withdrawals.size());
    String total = money(total(withdrawals));
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("Document");
    xml.writeDefaultNamespace(NAMESPACE);
    open("CstmrCdtTrfInitn");
    open("GrpHdr");
    element("MsgId", messageId);
    element("CreDtTm", at.toString());
    element("NbOfTxs", count);
    element("CtrlSum", total);
    path(bank.holder(), "InitgPty", "Nm");
    close();
    open("PmtInf");
    element("PmtInfId", messageId + "-1");
    element("PmtMtd", "TRF");
    element("NbOfTxs", count);
    element("CtrlSum", total);
    if (bank.currency().equals("EUR")) {
      path("SEPA", "PmtTpInf", "SvcLvl", "Cd");
    }
    path(day.toString(), "ReqdExctnDt", "Dt");
    path(bank.holder(), "Dbtr", "Nm");
    path(bank.iban(), "DbtrAcct", "Id", "IBAN");
    if (bank.bic().isEmpty()) {
      path("NOTPROVIDED", "DbtrAgt", "FinInstnId", "Othr", "Id");
    } else {
      path(bank.bic(), "DbtrAgt", "FinInstnId", "BICFI");
    }
    element("ChrgBr", "SLEV");
    for (Withdrawal withdrawal : withdrawals) {
      write(withdrawal);
    }
    xml.writeEndDocument();
    xml.close();
  }

  private void write(Withdrawal withdrawal) throws XMLStreamException {
    open("CdtTrfTxInf");
    path(withdrawal.endToEndId(), "PmtId", "EndToEndId");
    open("Amt");
    xml.writeStartElement("InstdAmt");
    xml.writeAttribute("Ccy", withdrawal.currency());
    xml.writeCharacters(money(withdrawal.money()));
    close();
    close();
    path(withdrawal.holder(), "Cdtr", "Nm");
    path(withdrawal.iban(), "CdtrAcct", "Id", "IBAN");
    path("Withdrawal " + withdrawal.id(), "RmtInf", "Ustrd");
    close();
  }

  private String money(BigDecimal amount) {
    return amount.setScale(bank.decimals(), RoundingMode.UNNECESSARY).toPlainString();
  }

  private void path(String value, String... names) throws XMLStreamException {
    for (String name : names) {
      open(name);
    }
    xml.writeCharacters(value);
    for (int i = 0; i < names.length; i++) {
      close();
    }
  }

  private void element(String name, String value) throws XMLStreamException {
    path(value, name);
  }

  private void open(String name) throws XMLStreamException {
    xml.writeStartElement(name);
  }

  private void close() throws XMLStreamException {
    xml.writeEndElement();
  }
}
