// {{what}} Needs JDK 17 or newer.
// PAY_KEY=… java Sign.java
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

public class Sign {
  public static void main(String[] args) throws Exception {
    Map<String, String> params = new TreeMap<>();
    params.put("open_id", "59991c0e35855a48bb1157295dd63ce4");
    params.put("bill_no", "bill-1");
    params.put("goods_name", "10 gems");
    params.put("total_fee", "10");
    params.put("ext", "");
    params.put("secret_key", System.getenv("PAY_KEY"));

    // Sorted by name, the key sorted in as secret_key; values raw, an empty ext too.
    String toSign =
        params.entrySet().stream()
            .map(param -> param.getKey() + "=" + param.getValue())
            .collect(Collectors.joining("&"));
    byte[] md5 =
        MessageDigest.getInstance("MD5").digest(toSign.getBytes(StandardCharsets.UTF_8));

    params.remove("secret_key");
    params.put("app_id", "{{app_id}}");
    params.put("sign", HexFormat.of().formatHex(md5));
    System.out.println(
        params.entrySet().stream()
            .map(param -> "\"" + param.getKey() + "\":\"" + param.getValue() + "\"")
            .collect(Collectors.joining(",", "{", "}")));
  }
}
