package dev.kennel.bundles;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.QuantRef;
import dev.kennel.catalog.Quants;
import dev.kennel.jobs.JobLink;
import dev.kennel.quantize.ShellWord;
import dev.kennel.responses.Responses;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/{owner}/{name}/bundle?quant=…&{feature}={setting}`: what shall be in the bundle, and what is?
@Path("/{owner}/{name}/bundle")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class BundlePage {

    private static final int UNPROCESSABLE = 422;

    private final Models models;
    private final Quants quants;
    private final Responses responses;
    private final Bundles bundles;
    private final BundleSubmission submission;

    BundlePage(Models models, Quants quants, Responses responses, Bundles bundles, BundleSubmission submission) {
        this.models = models;
        this.quants = quants;
        this.responses = responses;
        this.bundles = bundles;
        this.submission = submission;
    }

    /// What the page shows.
    ///
    /// @param quants as [QuantRef] writes them
    /// @param settings as they were asked for, by feature
    /// @param address of the server, as the reader uses it
    /// @param refusal why what was asked for cannot be; the bundle is then one without features
    record View(
            String model,
            List<String> quants,
            Map<String, String> settings,
            Bundle bundle,
            URI address,
            Optional<Problem> refusal) {

        public BundlePlan plan() {
            return bundle.plan();
        }

        public BundleRequest request() {
            return bundle.plan().request();
        }

        public String setting(String feature) {
            return settings.getOrDefault(feature, "");
        }

        /// What to type to get it, and to go on after a break.
        public String fetch() {
            return "curl -fL -C - -o " + ShellWord.of(bundle.filename()) + " "
                    + ShellWord.of(address.resolve(request().download()).toString());
        }
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance bundle(View view);

        static native TemplateInstance none(String model);
    }

    /// @param quant as [QuantRef] writes it; the largest that was asked about a feature when absent
    @GET
    public Response page(
            @RestPath String owner, @RestPath String name, @RestQuery Optional<String> quant, @Context UriInfo address)
            throws IOException {
        Model model = models.require(owner, name);
        List<Quant> all = QuarkusTransaction.joiningExisting().call(() -> quants.of(model));
        if (all.isEmpty()) {
            return Response.ok(Templates.none(model.repository.path())).build();
        }
        List<String> refs = all.stream().map(each -> QuantRef.of(model, each)).toList();
        String chosen = quant.filter(ref -> !ref.isBlank()).orElseGet(() -> QuantRef.of(model, usual(model, all)));
        Map<String, String> settings = settings(address);
        try {
            Bundle bundle = bundles.of(BundleRequest.of(owner, name, chosen, address.getQueryParameters()));
            return answer(200, model, refs, settings, bundle, address, Optional.empty());
        } catch (ProblemException e) {
            if (e.problem().status() != UNPROCESSABLE) {
                throw e;
            }
            Bundle plain = bundles.of(BundleRequest.of(owner, name, chosen, Map.of()));
            return answer(UNPROCESSABLE, model, refs, settings, plain, address, Optional.of(e.problem()));
        }
    }

    /// The largest that was asked about a feature; without one the largest.
    private Quant usual(Model model, List<Quant> all) {
        Set<String> files = all.stream().map(quant -> quant.artifact.sha256).collect(Collectors.toSet());
        Set<String> asked = QuarkusTransaction.joiningExisting()
                .call(() -> responses.newest(model.sourceSha256, files).keySet());
        return all.stream()
                .filter(quant -> asked.contains(quant.artifact.sha256))
                .findFirst()
                .orElse(all.getFirst());
    }

    private static Response answer(
            int status,
            Model model,
            List<String> refs,
            Map<String, String> settings,
            Bundle bundle,
            UriInfo address,
            Optional<Problem> refusal) {
        return Response.status(status)
                .entity(Templates.bundle(
                        new View(model.repository.path(), refs, settings, bundle, address.getBaseUri(), refusal)))
                .build();
    }

    /// As typed, by feature.
    private static Map<String, String> settings(UriInfo address) {
        Map<String, String> settings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        address.getQueryParameters().forEach((feature, values) -> settings.put(feature, values.getLast()));
        return settings;
    }

    /// Prepares the bundle that the query names.
    @POST
    public Response prepare(
            @RestPath String owner, @RestPath String name, @RestQuery Optional<String> quant, @Context UriInfo address)
            throws IOException {
        BundleRequest request = BundleRequest.of(
                owner,
                name,
                quant.orElseThrow(() -> BundleRequest.refused(BundleRequest.QUANT, "Choose a quant.")),
                address.getQueryParameters());
        return Response.seeOther(
                        URI.create(JobLink.of(submission.submit(request)).page()))
                .build();
    }
}
