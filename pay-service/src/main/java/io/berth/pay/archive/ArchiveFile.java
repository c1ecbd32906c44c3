package io.berth.pay.archive;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.postgresql.PGConnection;

/** Writes a month of a table to a compressed CSV file, and reads what the file holds. */
final class ArchiveFile {

  /**
   * Rows in a file.
   *
   * @param sums of the columns that are summed up, by coin id
   */
  record Content(String sha256, long rows, Map<Integer, List<BigDecimal>> sums) {}

  private final ArchivedTable table;
  private final Path path;

  ArchiveFile(ArchivedTable table, Path directory, YearMonth month) {
    this.table = table;
    this.path = directory.resolve(table.label() + "-" + name(month) + ".csv.gz");
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
          .copyOut(table.copy(name(month)), compressed);
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
    long rows = 0;
    try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest);
        CSVParser records =
            CSVParser.parse(
                new GZIPInputStream(in, 1 << 16),
                StandardCharsets.UTF_8,
                CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
      for (CSVRecord record : records) {
        sums.merge(Integer.valueOf(record.get("coin_id")), amounts(record), ArchiveFile::plus);
        rows++;
      }
      in.transferTo(OutputStream.nullOutputStream());
    }
    return new Content(HexFormat.of().formatHex(digest.digest()), rows, sums);
  }

  private List<BigDecimal> amounts(CSVRecord record) {
    return table.summed.stream().map(column -> new BigDecimal(record.get(column))).toList();
  }

  private static List<BigDecimal> plus(List<BigDecimal> sums, List<BigDecimal> more) {
    return IntStream.range(0, sums.size()).mapToObj(i -> sums.get(i).add(more.get(i))).toList();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
