package dev.kennel.mixer;

import java.util.List;
import java.util.Map;

import dev.kennel.Fixtures;
import dev.kennel.KennelApi;
import dev.kennel.feature.FeatureFile;
import dev.kennel.steer.run.SteeringFixture;

import static dev.kennel.KennelApi.done;
import static dev.kennel.KennelApi.post;
import static dev.kennel.KennelApi.requireModel;
import static dev.kennel.KennelApi.submitted;
import static io.restassured.RestAssured.given;

/// A model with a quant, both asked about a feature with a vector: what the mixer needs.
final class SteeredModel {

    static final String NAME = "spoken/Qwen";
    static final String FEATURE = "small-hedging";

    private static boolean made;

    private SteeredModel() {}

    static void require() throws Exception {
        if (made) {
            return;
        }
        requireModel(NAME, Fixtures.QWEN_MOE);
        given().contentType("text/plain")
                .body(FeatureFile.write(SteeringFixture.feature("hedging")))
                .post("/api/v1/features")
                .then()
                .statusCode(201);
        done(KennelApi.sweep(NAME, "Q4_K_M"));
        done(submitted(post("/models/" + NAME + "/vectors", Map.of("feature", FEATURE))));
        done(submitted(post("/models/" + NAME + "/responses", Map.of("features", List.of(FEATURE)))));
        made = true;
    }
}
