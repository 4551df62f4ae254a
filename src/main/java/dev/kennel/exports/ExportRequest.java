package dev.kennel.exports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import dev.kennel.catalog.RepositoryName;

/// What is to be written where.
///
/// @param model whose repository it is
/// @param directory the folder, which need not be there yet
/// @param quants names of those to write; all when there are none
/// @param hubName what the repository is to be called at the hub
/// @param force whether files that no export wrote are replaced
public record ExportRequest(
        RepositoryName model,
        Path directory,
        List<String> quants,
        RepositoryName hubName,
        PartSize parts,
        boolean force) {

    private static final String USAGE = "export takes a model and a folder: ./kennel export OWNER/NAME DIR"
            + " [--quant NAME]… [--as OWNER/NAME] [--split-max-size N(M|G)] [--force]";

    public ExportRequest {
        quants = List.copyOf(quants);
    }

    /// @param words of the command line, behind `export`
    /// @throws IllegalArgumentException saying which word is wrong
    public static ExportRequest parse(List<String> words) {
        var places = new ArrayList<String>();
        var quants = new ArrayList<String>();
        Optional<RepositoryName> hubName = Optional.empty();
        PartSize parts = PartSize.USUAL;
        boolean force = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--quant" -> quants.add(value(word, rest));
                case "--as" -> hubName = Optional.of(RepositoryName.parse(value(word, rest)));
                case "--split-max-size" -> parts = PartSize.parse(value(word, rest));
                case "--force" -> force = true;
                default -> places.add(place(word));
            }
        }
        if (places.size() != 2) {
            throw new IllegalArgumentException(USAGE);
        }
        RepositoryName model = RepositoryName.parse(places.getFirst());
        return new ExportRequest(model, Path.of(places.getLast()), quants, hubName.orElse(model), parts, force);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value. " + USAGE);
        }
        return rest.next();
    }

    private static String place(String word) {
        if (word.startsWith("-")) {
            throw new IllegalArgumentException("'" + word + "' is no option of export. " + USAGE);
        }
        return word;
    }
}
