package io.berth.dialect;

import io.berth.dialect.contract.DialectContract;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every dialect on the class path keeps to its golden files. */
class DialectContractTests {

  @TestFactory
  Stream<DynamicNode> dialects() throws URISyntaxException {
    Path golden = Path.of(DialectContractTests.class.getResource("/golden").toURI());
    return StreamSupport.stream(Dialects.installed().all().spliterator(), false)
        .flatMap(dialect -> DialectContract.tests(dialect, golden));
  }
}
