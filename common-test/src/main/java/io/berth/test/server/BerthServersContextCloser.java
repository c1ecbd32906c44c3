package io.berth.test.server;

import org.springframework.core.Ordered;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Closes a context with its class: its database and topics are nobody else's, and its consumers
 * would go on reading.
 */
final class BerthServersContextCloser extends AbstractTestExecutionListener {

  // Listeners end in reverse order: the lower, the later.
  private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public void afterTestClass(TestContext context) {
    ServersRequest request = ServersRequest.of(context.getTestClass());
    boolean outermost = context.getTestClass().getEnclosingClass() == null;
    if (request != null && !request.shared() && outermost && context.hasApplicationContext()) {
      context.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
    }
  }
}
