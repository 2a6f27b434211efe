package dev.tarife.web.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/** Tells {@link StoppableWork} while its thread holds a connection, and must not be interrupted. */
final class StoppableDataSource extends DelegatingDataSource {
  private StoppableDataSource(DataSource source) {
    super(source);
  }

  /** Puts it before the pool. */
  @Component
  static final class Wrapper implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof DataSource source && !(bean instanceof StoppableDataSource)
          ? new StoppableDataSource(source)
          : bean;
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    Runnable returned = StoppableWork.connected();
    try {
      return counted(super.getConnection(), returned);
    } catch (SQLException | RuntimeException | Error e) {
      returned.run();
      throw e;
    }
  }

  /** The connection, which says once that it was closed. */
  private static Connection counted(Connection connection, Runnable returned) {
    AtomicBoolean closed = new AtomicBoolean();
    return (Connection)
        Proxy.newProxyInstance(
            StoppableDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                if (method.getName().equals("close") && !closed.getAndSet(true)) {
                  returned.run();
                }
              }
            });
  }
}
