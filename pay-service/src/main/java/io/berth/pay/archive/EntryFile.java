package io.berth.pay.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;

/** Writes the entries of a month to a compressed CSV file, and reads what the file holds. */
final class EntryFile {

  /** Columns without commas or line breaks come first; owner, coin and reference are for people. */
  private static final String COPY =
      """
      copy (
        select e.account_id, e.number, e.coin_id, e.balance_change, e.frozen_change, e.transfer_id,
               e.posted_at at time zone 'UTC' as posted_at, a.owner, a.kind, c.code as coin,
               case when g.reference like 'bootstrap/%%' then 'bootstrap'
                    else g.reference end as reference
          from public.%s e
          join public.accounts a on a.id = e.account_id
          join public.coins c on c.id = e.coin_id
          left join public.gifts g on g.transfer_id = e.transfer_id
         order by e.account_id, e.number)
      to stdout (format csv, header)
      """;

  private static final int COIN = 2;
  private static final int BALANCE_CHANGE = 3;
  private static final int FROZEN_CHANGE = 4;
  private static final int PARSED = 6;

  /**
   * Entries in a file.
   *
   * @param sums balance and held part by coin id
   */
  record Content(String sha256, long entries, Map<Integer, List<BigDecimal>> sums) {}

  private final Path path;

  EntryFile(Path directory, YearMonth month) {
    this.path = directory.resolve("entries-" + name(month) + ".csv.gz");
  }

  static String name(YearMonth month) {
    return String.format(Locale.ROOT, "%04d%02d", month.getYear(), month.getMonthValue());
  }

  Path path() {
    return path;
  }

  /** Replaces a file of an attempt that was interrupted. It is on disk when this returns. */
  void write(Connection connection, YearMonth month) throws IOException, SQLException {
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try (FileChannel channel =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      GZIPOutputStream compressed = new GZIPOutputStream(out, 1 << 16);
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut(COPY.formatted("entries_" + name(month)), compressed);
      compressed.finish();
      channel.force(true);
    }
    Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory = FileChannel.open(path.toAbsolutePath().getParent())) {
      directory.force(true);
    }
  }

  /** Reads the file from the disk again. */
  Content read() throws IOException {
    MessageDigest digest = sha256();
    Map<Integer, List<BigDecimal>> sums = new TreeMap<>();
    long entries = 0;
    try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in, 1 << 16), StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",", PARSED + 1);
        sums.merge(
            Integer.valueOf(fields[COIN]),
            List.of(new BigDecimal(fields[BALANCE_CHANGE]), new BigDecimal(fields[FROZEN_CHANGE])),
            (sum, other) -> List.of(sum.get(0).add(other.get(0)), sum.get(1).add(other.get(1))));
        entries++;
      }
      in.transferTo(OutputStream.nullOutputStream());
    }
    return new Content(HexFormat.of().formatHex(digest.digest()), entries, sums);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
