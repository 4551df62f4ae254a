package dev.kennel.store;

/// Who pins a blob.
///
/// @param kind `job`, `download`, `upload`
/// @param id unique within the kind
public record Holder(String kind, String id) {

    public static Holder job(long id) {
        return new Holder("job", String.valueOf(id));
    }

    public static Holder download(String id) {
        return new Holder("download", id);
    }

    public static Holder upload(String id) {
        return new Holder("upload", id);
    }

    @Override
    public String toString() {
        return kind + ":" + id;
    }
}
