package dev.kennel.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.GgufLimits;
import dev.kennel.gguf.GgufReader.TensorData;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.web.Problem;

/// What models' GGUFs say, as it was written down when they were imported. Where another version of Kennel wrote it in
/// another form, their headers are read again.
@ApplicationScoped
public class StoredFacts {

    private final ModelPaths paths;
    private final ObjectMapper json;

    StoredFacts(ModelPaths paths, ObjectMapper json) {
        this.paths = paths;
        this.json = json;
    }

    /// @throws dev.kennel.web.ProblemException when they have to be read again, and the files are gone
    public ModelFacts of(Model model) {
        try {
            return json.treeToValue(model.facts, ModelFacts.class);
        } catch (JsonProcessingException written) {
            return read(model);
        }
    }

    private ModelFacts read(Model model) {
        List<Path> shards = QuarkusTransaction.joiningExisting().call(() -> paths.shards(model));
        try {
            return ModelFacts.of(new GgufFiles(TensorData.MAY_BE_ABSENT, GgufLimits.DEFAULT).of(shards));
        } catch (IOException e) {
            throw Problem.conflict("What the model's GGUF says has to be read again, and cannot be")
                    .because("Another version of Kennel wrote it down in another form. " + e.getMessage())
                    .next("Put the file back, or delete the model and import it again.")
                    .exception();
        }
    }
}
