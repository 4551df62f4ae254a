package dev.kennel.web;

import java.lang.reflect.Method;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

/// Which methods an address takes, as the REST resources say: for the header `Allow` of an answer 405.
@ApplicationScoped
class AllowedMethods {

    private final List<Endpoint> endpoints;

    AllowedMethods(BeanManager beans) {
        endpoints = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(AllowedMethods::endpoints)
                .toList();
    }

    private record Endpoint(Pattern address, String method) {}

    /// In alphabetical order; empty where no resource is.
    SortedSet<String> at(String path) {
        SortedSet<String> methods = endpoints.stream()
                .filter(endpoint -> endpoint.address.matcher(path).matches())
                .map(Endpoint::method)
                .collect(Collectors.toCollection(TreeSet::new));
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return methods;
    }

    private static Stream<Endpoint> endpoints(Class<?> resource) {
        String root = resource.getAnnotation(Path.class).value();
        return Stream.of(resource.getMethods()).flatMap(method -> Stream.of(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(http -> http != null)
                .map(http -> new Endpoint(pattern(root + "/" + pathOf(method)), http.value())));
    }

    private static String pathOf(Method method) {
        Path path = method.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    private static Pattern pattern(String template) {
        String address = ("/" + template).replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
        String quoted = Stream.of(address.split("(?=\\{)|(?<=})"))
                .map(part -> part.startsWith("{") ? parameter(part) : Pattern.quote(part))
                .collect(Collectors.joining());
        return Pattern.compile(quoted + "/?");
    }

    /// `{name}`, or `{name:expression}`.
    private static String parameter(String part) {
        int colon = part.indexOf(':');
        return colon < 0 ? "[^/]+" : part.substring(colon + 1, part.length() - 1);
    }
}
