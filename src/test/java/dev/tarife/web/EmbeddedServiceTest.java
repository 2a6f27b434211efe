package dev.tarife.web;

/** The service with the embedded database. */
class EmbeddedServiceTest extends ServiceContract {
  @Override
  Service start() {
    return Running.service();
  }
}
