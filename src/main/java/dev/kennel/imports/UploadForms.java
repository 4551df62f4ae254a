package dev.kennel.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;

import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/// Forms with files. Those are uploads like others: a browser with JavaScript sends them in parts before, one without
/// sends them with the form.
@ApplicationScoped
public class UploadForms {

    /// The field of files that come with the form.
    private static final String FILE = "file";

    /// The field of names of uploads.
    public static final String UPLOAD = "upload";

    private final UploadDesk uploads;

    UploadForms(UploadDesk uploads) {
        this.uploads = uploads;
    }

    /// What was typed and chosen.
    public MultivaluedMap<String, String> fields(MultipartFormDataInput form) {
        var fields = new MultivaluedHashMap<String, String>();
        for (Map.Entry<String, Collection<FormValue>> field : form.getValues().entrySet()) {
            var texts = new ArrayList<String>();
            field.getValue().stream()
                    .filter(value -> !value.isFileItem())
                    .forEach(value -> texts.add(value.getValue()));
            fields.put(field.getKey(), texts);
        }
        return fields;
    }

    /// Takes in the files that came along; their names are added to the field [#UPLOAD].
    ///
    /// @throws dev.kennel.web.ProblemException when one cannot be taken
    public void receive(MultipartFormDataInput form, MultivaluedMap<String, String> fields) throws IOException {
        for (FormValue file : form.getValues().getOrDefault(FILE, List.of())) {
            if (file.isFileItem() && !file.getFileName().isEmpty()) {
                receive(file);
                fields.add(UPLOAD, file.getFileName());
            }
        }
    }

    private void receive(FormValue file) throws IOException {
        try (InputStream body = Files.newInputStream(file.getFileItem().getFile())) {
            uploads.receive(
                    file.getFileName(), ContentRange.whole(file.getFileItem().getFileSize()), body);
        }
    }
}
