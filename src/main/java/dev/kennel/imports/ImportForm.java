package dev.kennel.imports;

import java.util.List;

import dev.kennel.web.Problem;

/// What the import page shows.
///
/// @param roots below which files on the server may be imported
/// @param server its address, for a command to copy
/// @param refusal why the last submission was refused, null when there was none
record ImportForm(Entered entered, List<UploadStatus> uploads, List<String> roots, String server, Problem refusal) {

    private static final int SEEN_AT_ONCE = 20;

    /// What is wrong with a field, null when nothing is.
    public String error(String field) {
        if (refusal == null) {
            return null;
        }
        return refusal.errors().stream()
                .filter(error -> error.field().equals(field))
                .map(Problem.Field::message)
                .findFirst()
                .orElse(null);
    }

    /// Errors that belong to no field of the form: tensors that differ, say.
    public List<Problem.Field> otherErrors() {
        return refusal.errors().stream()
                .filter(error -> !Entered.FIELDS.contains(error.field()))
                .toList();
    }

    /// Those that are seen at once.
    public List<Problem.Field> firstErrors() {
        return otherErrors().stream().limit(SEEN_AT_ONCE).toList();
    }

    /// The rest, folded away.
    public List<Problem.Field> foldedErrors() {
        return otherErrors().stream().skip(SEEN_AT_ONCE).toList();
    }

    /// Whether an upload is to be imported: those that were ticked or, at first, the only one.
    public boolean isTicked(UploadStatus upload) {
        return entered.uploads().contains(upload.filename())
                || (refusal == null && uploads.size() == 1 && entered.path().isEmpty());
    }
}
