package dev.kalm.server.database;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A connection lent to a library inside a transaction that the library must not end. */
final class JoinedConnection {
  private static final Set<String> OWNED_BY_THE_TRANSACTION =
      Set.of("close", "commit", "setAutoCommit", "setReadOnly", "setTransactionIsolation");

  private JoinedConnection() {}

  static DataSource dataSource(Connection connection) {
    return new SingleConnection(joined(connection));
  }

  private static Connection joined(Connection connection) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          if (OWNED_BY_THE_TRANSACTION.contains(method.getName())) {
            return null;
          }
          if (method.getName().equals("rollback") && arguments == null) {
            throw new SQLException("Only the work's own failure rolls its transaction back.");
          }
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
          }
        };
    return (Connection)
        Proxy.newProxyInstance(
            JoinedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
  }

  private record SingleConnection(Connection connection) implements DataSource {
    @Override
    public Connection getConnection() {
      return connection;
    }

    @Override
    public Connection getConnection(String user, String password) {
      return connection;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("This DataSource wraps none.");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
