package dev.tarife.web;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** What Spring Boot puts the service together from. */
@SpringBootApplication(proxyBeanMethods = false)
class Application {}
