// {{what}} Needs JDK 17 or newer.
// SECRET_KEY=… java Request.java
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Request {
  // DateTimeFormatter.RFC_1123_DATE_TIME writes days below 10 with one digit, which is refused.
  static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  public static void main(String[] args) throws Exception {
    String path = "{{path}}";
    String type = "application/json";
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

    String date = HTTP_DATE.format(ZonedDateTime.now(ZoneOffset.UTC));
    String sha1 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(body));
    String toSign = String.join("\n", "POST", sha1, type, date, path);
    Mac hmac = Mac.getInstance("HmacSHA1");
    hmac.init(
        new SecretKeySpec(
            System.getenv("SECRET_KEY").getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    String sign =
        Base64.getEncoder()
            .encodeToString(hmac.doFinal(toSign.getBytes(StandardCharsets.UTF_8)));

    HttpRequest request =
        HttpRequest.newBuilder(URI.create("{{origin}}" + path))
            .timeout(Duration.ofSeconds(10))
            .header("App-Id", "{{app_id}}")
            .header("Auth", "{{access_key}}:" + sign)
            .header("Content-Type", type)
            .header("Content-Sha1", sha1)
            .header("Date", date)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    System.out.println(
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }
}
