package dev.kennel.bundles;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.kennel.hub.FileResponse;
import dev.kennel.hub.FileRoute;
import dev.kennel.hub.ServedFile;
import dev.kennel.web.Problem;

/// `GET` and `HEAD /{owner}/{name}/bundles/{quant}.zip?{feature}={setting}`: a bundle as a file, with ranges.
@ApplicationScoped
class BundleRoute {

    private static final String ADDRESS = "/([^/]+)/([^/]+)/bundles/(.+)\\.zip";
    private static final String MEDIA_TYPE = "application/zip";

    /// Clients that fetch many ranges ask for the same within it.
    private static final Duration KEPT = Duration.ofSeconds(10);

    private static final long MOST_BYTES_KEPT = 64 << 20;

    private final Bundles bundles;
    private final FileResponse files;
    private final Vertx vertx;
    private final Cache<BundleRequest, Bundle> laidOut = Caffeine.newBuilder()
            .expireAfterWrite(KEPT)
            .maximumWeight(MOST_BYTES_KEPT)
            .weigher((BundleRequest _, Bundle bundle) -> bundle.weight())
            .build();

    BundleRoute(Bundles bundles, FileResponse files, Vertx vertx) {
        this.bundles = bundles;
        this.files = files;
        this.vertx = vertx;
    }

    void addTo(@Observes Router router) {
        FileRoute.add(router, vertx, ADDRESS, context -> () -> find(context), files::send);
    }

    private ServedFile find(RoutingContext context) throws IOException {
        BundleRequest request = BundleRequest.of(
                context.pathParam("param0"),
                context.pathParam("param1"),
                context.pathParam("param2"),
                settings(context));
        Bundle bundle = laidOut.getIfPresent(request);
        if (bundle == null) {
            bundle = bundles.of(request);
            if (bundle.zip().isPresent()) {
                laidOut.put(request, bundle);
            }
        }
        return served(bundle);
    }

    private static Map<String, List<String>> settings(RoutingContext context) {
        Map<String, List<String>> settings = new TreeMap<>();
        context.queryParams().names().forEach(name -> settings.put(name, context.queryParam(name)));
        return settings;
    }

    private static ServedFile served(Bundle bundle) {
        return bundle.zip()
                .map(zip -> new ServedFile(zip, bundle.filename(), MEDIA_TYPE, Map.of()))
                .orElseThrow(() -> Problem.conflict("This bundle is not prepared yet")
                        .because("The quant has to be read once for the checksum that every ZIP states.")
                        .next("Press the button at " + bundle.plan().request().page() + ", or POST the same request to "
                                + "/api/v1/models/" + bundle.plan().request().model()
                                + "/bundles, and wait for the job.")
                        .kind("bundle-not-prepared")
                        .exception());
    }
}
