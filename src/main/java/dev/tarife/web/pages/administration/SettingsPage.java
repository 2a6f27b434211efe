package dev.tarife.web.pages.administration;

import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The settings in force, and where each is from. A secret is only said to be set. */
@Controller
@RolesAllowed("ADMIN")
class SettingsPage {
  /** In service.yaml: {@code ${TARIFE_PORT:8080}}. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(TARIFE_[A-Z_]+)(?::.*)?}");

  private static final Pattern SECRET =
      Pattern.compile("password|secret|credential|private|token$", Pattern.CASE_INSENSITIVE);
  private static final Pattern SECRET_IN_ADDRESS =
      Pattern.compile("(?i)((?:password|pass|pwd|secret|token|key|user)=)[^;&]*");
  private static final Pattern SIGNED_IN = Pattern.compile("//[^/@]*@");
  private static final String COMMAND_LINE = "commandLineArgs";

  private final ConfigurableEnvironment environment;

  SettingsPage(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /**
   * A setting.
   *
   * @param name of its variable
   * @param value what it is set to; empty where it is not set, or is a secret
   * @param secret whether its value is not shown
   * @param set whether it has a value
   * @param from option, environment, property or default
   */
  record Setting(String name, String value, boolean secret, boolean set, String from) {}

  @GetMapping("/administration/settings")
  String show(Model model) {
    model.addAttribute("settings", settings());
    return "administration/settings";
  }

  private List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source.getName().contains("service.yaml")
          && source instanceof EnumerablePropertySource<?> file) {
        for (String key : file.getPropertyNames()) {
          Matcher variable = VARIABLE.matcher(String.valueOf(file.getProperty(key)));
          if (variable.find()) {
            settings.add(setting(key, variable.group(1)));
          }
        }
      }
    }
    settings.sort(Comparator.comparing(Setting::name));
    return settings.stream().distinct().toList();
  }

  private Setting setting(String key, String variable) {
    String value = environment.getProperty(key, "");
    boolean secret = SECRET.matcher(variable).find() || SECRET.matcher(key).find();
    return new Setting(
        variable, secret ? "" : shown(value), secret, !value.isEmpty(), from(key, variable));
  }

  /** An address of a database may have a name and a password in it. */
  private static String shown(String value) {
    String without = SIGNED_IN.matcher(value).replaceAll("//…@");
    return SECRET_IN_ADDRESS.matcher(without).replaceAll("$1…");
  }

  private String from(String key, String variable) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      String name = source.getName();
      if (name.equals("configurationProperties")) {
        continue;
      }
      if (name.equals(COMMAND_LINE) && source.containsProperty(key)) {
        return "option";
      }
      boolean ofTheSystem =
          name.equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
      String asVariable = key.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "");
      if (ofTheSystem
          && (source.containsProperty(variable) || source.containsProperty(asVariable))) {
        return "environment";
      }
      if (name.equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)
          && (source.containsProperty(key) || source.containsProperty(variable))) {
        return "property";
      }
    }
    return "default";
  }
}
