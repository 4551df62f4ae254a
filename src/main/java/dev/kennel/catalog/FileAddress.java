package dev.kennel.catalog;

import dev.kennel.web.Format;

/// Where a file of a repository is downloaded: `/{owner}/{name}/resolve/{revision}/{path}`. A publisher's file may have
/// any name, with spaces say, which an address must not hold.
final class FileAddress {

    private static final String NEWEST = "main";

    private FileAddress() {}

    /// The file of that path in the newest revision.
    static String of(Repository repository, String path) {
        return of(repository, NEWEST, path);
    }

    static String of(Repository repository, String revision, String path) {
        return "/" + repository.path() + "/resolve/" + revision + "/" + Format.urlPath(path);
    }
}
