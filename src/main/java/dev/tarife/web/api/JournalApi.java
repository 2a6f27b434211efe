package dev.tarife.web.api;

import dev.tarife.web.store.Audit;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The journal of every change. */
@RestController
@RolesAllowed(Roles.VIEWER)
class JournalApi {
  private final Audit audit;

  JournalApi(Audit audit) {
    this.audit = audit;
  }

  /** Whether every entry is as it was written, and if not, which is the first that is not. */
  record Verdict(boolean whole, @Nullable Long firstDamaged) {}

  @GetMapping("/api/v1/journal")
  Listing<Audit.Entry> latest(
      @RequestParam @Nullable String after, @RequestParam(defaultValue = Listing.USUAL) int limit) {
    return Listing.of(audit.part(Listing.slice(after, limit)));
  }

  @GetMapping("/api/v1/journal/verify")
  @RolesAllowed({Roles.APPROVER, Roles.FINANCE})
  Verdict verify() {
    Long damaged = audit.firstDamaged().orElse(null);
    return new Verdict(damaged == null, damaged);
  }
}
