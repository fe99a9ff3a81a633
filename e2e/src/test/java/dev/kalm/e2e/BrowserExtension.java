package dev.kalm.e2e;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands {@link Visitors} to a test that asks for them, or to a class for all of its tests. When a
 * test has failed their screenshots and traces are in {@code target/browser}; one that has passed
 * fails if a page complained.
 */
final class BrowserExtension
    implements ParameterResolver, AfterTestExecutionCallback, AfterAllCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(BrowserExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Visitors.class;
  }

  @Override
  public Visitors resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(
            context.getUniqueId(),
            _ -> new Visitors(chromium(context).browser(), nameOf(context)),
            Visitors.class);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    leave(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    leave(context);
  }

  /** Those who came for this context; a test's are not its class's. */
  private static void leave(ExtensionContext context) {
    Visitors visitors = context.getStore(NAMESPACE).get(context.getUniqueId(), Visitors.class);
    if (visitors != null) {
      visitors.leave(context.getExecutionException().isPresent());
    }
  }

  /** JUnit closes what is in the root's store when all tests of the JVM have run. */
  private static Chromium chromium(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Chromium.class, _ -> Chromium.start(), Chromium.class);
  }

  private static String nameOf(ExtensionContext context) {
    return context.getRequiredTestClass().getSimpleName()
        + "."
        + context.getTestMethod().map(Method::getName).orElse("all");
  }
}
