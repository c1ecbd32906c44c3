// {{what}} Needs JDK 17 or newer.
// CLIENT_SECRET=… java Request.java
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

public class Request {
  public static void main(String[] args) throws Exception {
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    byte[] toSign = (System.getenv("CLIENT_SECRET") + timestamp).getBytes(StandardCharsets.UTF_8);
    String sign = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(toSign));

    String form = "client_id={{app_id}}&timestamp=" + timestamp + "&sign=" + sign;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("{{origin}}/fomo/oauth2/authorize/pay_user"))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    System.out.println(
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }
}
