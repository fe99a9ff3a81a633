package dev.kalm.testnet;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands one box, with default settings, to every test class that asks for a {@link Testnet}
 * parameter. All classes of a JVM share it: take zones from {@link Provider#freshZone()}, and leave
 * Pebble running. A test that needs other settings, or stops a part, starts a box of its own.
 */
public final class TestnetExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(TestnetExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Testnet.class;
  }

  @Override
  public Testnet resolveParameter(ParameterContext parameter, ExtensionContext context) {
    // JUnit closes what is in the root's store when all tests of the JVM have run.
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Testnet.class, _ -> Testnet.start(), Testnet.class);
  }
}
