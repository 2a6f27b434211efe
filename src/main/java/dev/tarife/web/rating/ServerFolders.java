package dev.tarife.web.rating;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Has the server keep its temporary files among those of the service: what is being sent must not
 * stay when the process ends, however it ends. By itself the server makes folders that nobody
 * deletes.
 */
@Component
final class ServerFolders implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private final TemporaryFiles scratch;

  ServerFolders(TemporaryFiles scratch) {
    this.scratch = scratch;
  }

  @Override
  public void customize(TomcatServletWebServerFactory server) {
    server.setBaseDirectory(scratch.named("server").toFile());
    server.setDocumentRoot(scratch.named("documents").toFile());
  }
}
