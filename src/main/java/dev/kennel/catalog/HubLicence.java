package dev.kennel.catalog;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.kennel.gguf.ModelFacts.Licence;

/// A licence as the front matter of a model card states it: one of the hub's identifiers, or `other` with a name.
record HubLicence(Optional<String> id, Optional<String> name, Optional<String> link) {

    private static final Pattern WEB = Pattern.compile("https?://\\S+");

    /// Identifiers that Hugging Face knows, of licences that models have.
    private static final Set<String> KNOWN = Set.of(
            "afl-3.0",
            "agpl-3.0",
            "apache-2.0",
            "artistic-2.0",
            "bigcode-openrail-m",
            "bigscience-bloom-rail-1.0",
            "bigscience-openrail-m",
            "bsd",
            "bsd-2-clause",
            "bsd-3-clause",
            "bsl-1.0",
            "cc",
            "cc-by-2.0",
            "cc-by-3.0",
            "cc-by-4.0",
            "cc-by-nc-2.0",
            "cc-by-nc-3.0",
            "cc-by-nc-4.0",
            "cc-by-nc-nd-4.0",
            "cc-by-nc-sa-4.0",
            "cc-by-nd-4.0",
            "cc-by-sa-3.0",
            "cc-by-sa-4.0",
            "cc0-1.0",
            "creativeml-openrail-m",
            "gemma",
            "gpl",
            "gpl-2.0",
            "gpl-3.0",
            "lgpl-2.1",
            "lgpl-3.0",
            "llama2",
            "llama3",
            "llama3.1",
            "llama3.2",
            "llama3.3",
            "mit",
            "mpl-2.0",
            "openrail",
            "openrail++",
            "unknown",
            "unlicense",
            "wtfpl");

    /// @param stated the licence that the catalog has, null when there is none
    /// @param licence what the GGUF says of it
    static HubLicence of(String stated, Optional<Licence> licence) {
        if (stated == null) {
            return new HubLicence(Optional.empty(), Optional.empty(), Optional.empty());
        }
        Optional<Licence> same = licence.filter(own -> says(own, stated));
        Optional<String> known = Stream.concat(Stream.of(stated), same.flatMap(Licence::id).stream())
                .map(id -> id.toLowerCase(Locale.ROOT))
                .filter(KNOWN::contains)
                .findFirst();
        return known.isPresent()
                ? new HubLicence(known, Optional.empty(), Optional.empty())
                : new HubLicence(
                        Optional.of("other"),
                        Optional.of(hubName(stated)),
                        same.flatMap(Licence::link).filter(HubLicence::isAddress));
    }

    /// A file may state anything; what readers follow is a page of the web.
    private static boolean isAddress(String link) {
        return WEB.matcher(link).matches();
    }

    /// Hubs take lower-case letters, digits, dots and dashes.
    private static String hubName(String stated) {
        return stated.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    }

    private static boolean says(Licence licence, String stated) {
        return licence.id().filter(stated::equals).isPresent()
                || licence.name().filter(stated::equals).isPresent();
    }
}
