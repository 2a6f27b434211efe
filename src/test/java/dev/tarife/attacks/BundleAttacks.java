package dev.tarife.attacks;

import static dev.tarife.attacks.Attack.refused;

import dev.tarife.bundle.ForgedBundles;
import dev.tarife.bundle.SmallBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Bundles that were forged, and stores that somebody wrote to. */
final class BundleAttacks {
  private static final String AREA = "Bundles";
  private static final String FILE = "bundle.jar";
  private static final String FOUR_EYES = "approval: deployer is not the author\n";

  static final List<Attack> ALL = all();

  private BundleAttacks() {}

  private static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    for (ForgedBundles.Forged forged : ForgedBundles.refusedOnOpening()) {
      all.add(
          refused(AREA, forged.tried(), scene -> scene.file(FILE, forged.jar().get()))
              .by(rate("--bundle", FILE)));
    }
    for (ForgedBundles.Forged forged : ForgedBundles.hidingCode()) {
      all.add(
          refused(AREA, forged.tried(), scene -> scene.file(FILE, forged.jar().get()))
              .by(deploy("store", "Mehmet")));
    }
    all.add(
        refused(
                AREA,
                "an older bundle that somebody kept",
                scene -> scene.file(FILE, SmallBundles.may()))
            .by(deploy("store", "Mehmet")));
    all.add(
        refused(
                AREA,
                "a bundle that is not signed, where signatures are asked for",
                scene -> {
                  trust(scene);
                  scene.file(FILE, SmallBundles.july());
                })
            .by(deploy("own-store", "Mehmet")));
    all.add(
        refused(
                AREA,
                "a bundle that a stranger signed",
                scene -> {
                  Path keys = trust(scene);
                  scene.file(FILE, SmallBundles.signed(SmallBundles.july(), keys, "mallory"));
                })
            .by(deploy("own-store", "Mehmet")));
    all.add(
        refused(
                AREA,
                "a bundle that nobody submitted, where two people are asked for",
                scene -> {
                  Stores.own(scene);
                  scene.file("own-store/store.yaml", FOUR_EYES).file(FILE, SmallBundles.july());
                })
            .by(deploy("own-store", "Mehmet")));
    all.add(
        refused(
                AREA,
                "an author who deploys the own bundle, in other letters",
                scene -> {
                  Stores.own(scene);
                  scene.file("own-store/store.yaml", FOUR_EYES).file(FILE, SmallBundles.july());
                  AttacksTest.run(
                      scene,
                      List.of(
                          "bundle",
                          "submit",
                          FILE,
                          "--store",
                          "own-store",
                          "--who",
                          "Ayse",
                          "--why",
                          "July prices"));
                })
            .by(deploy("own-store", " AYSE ")));
    all.add(
        refused(
                AREA,
                "rules of a store that are not understood",
                scene -> {
                  Stores.own(scene);
                  scene
                      .file("own-store/store.yaml", "aproval: none\n")
                      .file(FILE, SmallBundles.july());
                })
            .by(deploy("own-store", "Mehmet")));
    all.add(
        journal("a journal in which a name was changed", text -> text.replaceFirst("Ayse", "Eve"))
            .by(deploy("own-store", "Mehmet")));
    all.add(
        journal(
                "a journal from which a line was taken",
                text -> text.substring(text.indexOf('\n') + 1))
            .by(rate("--store", "own-store")));
    all.add(
        refused(
                AREA,
                "a live bundle that was exchanged in the store",
                scene -> {
                  Path own = Stores.own(scene);
                  try (var bundles = Files.list(own.resolve("bundles"))) {
                    for (Path bundle : bundles.toList()) {
                      Files.write(bundle, SmallBundles.july());
                    }
                  }
                })
            .by(rate("--store", "own-store")));
    all.add(
        refused(
                AREA,
                "a rollback to a bundle of another version of tarife",
                scene ->
                    ForgedBundles.wasLiveFirst(Stores.own(scene), ForgedBundles.ofAnotherEngine()))
            .by(
                "bundle",
                "rollback",
                "--store",
                "own-store",
                "--who",
                "Mehmet",
                "--why",
                "a test"));
    all.add(
        refused(AREA, "a store without a bundle", scene -> {}).by(rate("--store", "empty.json")));
    all.add(
        refused(AREA, "a rollback where there is no store", scene -> {})
            .by(
                "bundle",
                "rollback",
                "--store",
                "empty.json",
                "--who",
                "Mehmet",
                "--why",
                "a test"));
    all.add(
        refused(
                AREA,
                "a bundle where a store is meant",
                scene -> scene.file(FILE, SmallBundles.may()))
            .by("bundle", "deploy", FILE, "--store", FILE, "--who", "Mehmet", "--why", "a test"));
    return all;
  }

  private static String[] rate(String from, String file) {
    return new String[] {
      "rate", "usage", "--month", "2024-05", from, file, "--output", "invoice.json"
    };
  }

  private static String[] deploy(String store, String who) {
    return new String[] {
      "bundle", "deploy", FILE, "--store", store, "--who", who, "--why", "July prices"
    };
  }

  private static Attack journal(String tried, UnaryOperator<String> change) {
    return refused(
        AREA,
        tried,
        scene -> {
          Path journal = Stores.own(scene).resolve("journal.jsonl");
          Files.writeString(journal, change.apply(Files.readString(journal)));
          scene.file(FILE, SmallBundles.july());
        });
  }

  /** A store that trusts Ayse. */
  private static Path trust(Scene scene) throws Exception {
    Stores.own(scene);
    Path keys = Keys.FILE.resolveSibling("keys.p12");
    Files.copy(SmallBundles.certificate(keys, "ayse"), scene.path("own-store/signers.pem"));
    scene.file("own-store/store.yaml", "trust: signers.pem\n");
    return keys;
  }

  /** Keys, made once. */
  private static final class Keys {
    static final Path FILE = make();

    private static Path make() {
      try {
        return SmallBundles.keys(
            Files.createTempDirectory(Path.of("target").toAbsolutePath(), "keys"),
            "ayse",
            "mallory");
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
