package dev.kennel.access;

import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Where a browser gets its session for the shared token. Works without JavaScript.
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class SignInPage {

    private final Guard guard;

    SignInPage(Guard guard) {
        this.guard = guard;
    }

    @CheckedTemplate(basePath = "")
    static class Templates {

        private Templates() {}

        /// @param complaint why the last attempt did not do, empty before the first
        static native TemplateInstance signIn(String to, String complaint);
    }

    @GET
    @Path("sign-in")
    @Operation(hidden = true)
    public Response page(@QueryParam("to") @DefaultValue("/") String to) {
        return guard.needsSignIn() ? page(200, to, "") : redirect("/").build();
    }

    @POST
    @Path("sign-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response signIn(
            @FormParam("token") @DefaultValue("") String token,
            @FormParam("to") @DefaultValue("/") String to,
            @Context HttpServerRequest request) {
        return switch (guard.signIn(token.strip(), AccessRequest.address(request))) {
            case SignIn.Accepted(var session) ->
                redirect(ownPath(to))
                        .cookie(cookie(session, request.isSSL(), (int) SharedToken.SESSION.toSeconds()))
                        .build();
            case SignIn.Wrong() -> page(401, to, "That is not this server's token.");
            case SignIn.TooManyAttempts() -> page(429, to, "Too many wrong tokens. Wait a minute, then try again.");
        };
    }

    @POST
    @Path("sign-out")
    @Operation(hidden = true)
    public Response signOut(@Context HttpServerRequest request) {
        return redirect(Guard.SIGN_IN).cookie(cookie("", request.isSSL(), 0)).build();
    }

    private static Response page(int status, String to, String complaint) {
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Templates.signIn(ownPath(to), complaint))
                .build();
    }

    private static Response.ResponseBuilder redirect(String to) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, to)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static NewCookie cookie(String session, boolean secure, int seconds) {
        return new NewCookie.Builder(AccessRequest.SESSION_COOKIE)
                .value(session)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .maxAge(seconds)
                .build();
    }

    /// A path on this server; anything else becomes its first page.
    private static String ownPath(String to) {
        return Optional.of(to)
                .filter(path -> path.matches("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]*"))
                .filter(path -> !path.startsWith(Guard.SIGN_IN))
                .orElse("/");
    }
}
