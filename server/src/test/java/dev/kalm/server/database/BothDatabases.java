package dev.kalm.server.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A contract test that runs on SQLite and on a real PostgreSQL: the method's first parameter is a
 * {@link Database}, empty, migrated, and closed afterwards.
 *
 * <pre>
 *   &#64;BothDatabases
 *   void keepsWhatWasSaved(Database database) {
 *     new CounterStore(database) …
 * </pre>
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(FreshDatabases.class)
public @interface BothDatabases {
  /** Further migrations, such as {@code classpath:db/testmigration}. */
  String[] migrations() default {};
}
