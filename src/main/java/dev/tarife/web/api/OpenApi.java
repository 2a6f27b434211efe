package dev.tarife.web.api;

import jakarta.annotation.security.RolesAllowed;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Describes the interface, as OpenAPI 3.1. */
@RestController
@RolesAllowed(Roles.VIEWER)
class OpenApi {
  @GetMapping(value = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  Resource document() {
    return new ClassPathResource("dev/tarife/web/openapi.json");
  }
}
