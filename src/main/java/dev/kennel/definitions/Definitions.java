package dev.kennel.definitions;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import dev.kennel.yaml.Definition;
import dev.kennel.yaml.YamlException;
import dev.kennel.yaml.YamlProblem;

/// The definitions of a kind, those that came with Kennel and people's own, each in all of its versions. Names are the
/// same whatever their case.
///
/// @param <V> a version, the entity
/// @param <D> what it says
public abstract class Definitions<V extends DefinitionVersion, D extends Definition>
        implements PanacheRepositoryBase<V, String> {

    /// Behind them the address of a definition is that of its page in another form.
    private static final Pattern OTHER_FORM = Pattern.compile("(?i).*\\.(md|json|yaml)");

    protected abstract Clock clock();

    /// What a definition is called: "recipe".
    protected abstract String noun();

    /// @throws YamlException with everything that is wrong
    protected abstract D read(String yaml) throws YamlException;

    /// As YAML that reads back as an equal one.
    protected abstract String write(D definition);

    /// A version without any value.
    protected abstract V fresh();

    /// The current versions, by name.
    public List<V> current() {
        return list("current order by lower(name)");
    }

    /// What a name stands for now.
    public Optional<V> current(String name) {
        return find("current and lower(name) = lower(?1)", name).firstResultOptional();
    }

    /// A version, current or not.
    public Optional<V> byDigest(String digest) {
        return findByIdOptional(digest);
    }

    /// All versions of a definition, newest first.
    public List<V> versions(String name) {
        return list("lower(name) = lower(?1) order by createdAt desc, digest", name);
    }

    /// Names that came with Kennel and stand for nothing now, because they were deleted.
    public List<String> deleted() {
        return getEntityManager()
                .createQuery(
                        "select name from " + fresh().getClass().getSimpleName() + " group by name"
                                + " having max(case when current then 1 else 0 end) = 0"
                                + " and max(case when shipped then 1 else 0 end) = 1 order by name",
                        String.class)
                .getResultList();
    }

    /// Makes what this YAML says the meaning of the name it has in it. A version that was there before becomes current
    /// again.
    ///
    /// @throws YamlException with everything that is wrong
    @Transactional
    public V save(String yaml) throws YamlException {
        D definition = read(yaml);
        if (OTHER_FORM.matcher(definition.name()).matches()) {
            throw refused("'" + definition.name() + "' would be read as the address of its page in another form; leave"
                    + " the ending out");
        }
        Optional<V> previous = current(definition.name());
        if (previous.isPresent() && !previous.get().name.equals(definition.name())) {
            throw refused("'" + definition.name() + "' differs from the " + noun() + " '" + previous.get().name
                    + "' by case only, which some file systems cannot hold; choose another name");
        }
        return use(version(definition, yaml));
    }

    /// Takes the name out of use. Its versions stay for what was made with them; one that came with Kennel can be
    /// [restored][#restore].
    ///
    /// @return whether there was such a definition
    @Transactional
    public boolean delete(String name) {
        Optional<V> version = current(name);
        version.ifPresent(found -> found.current = false);
        return version.isPresent();
    }

    /// Makes the newest version that came with Kennel the current one; empty when none of that name did.
    @Transactional
    public Optional<V> restore(String name) {
        return versions(name).stream()
                .filter(version -> version.shipped)
                .findFirst()
                .map(this::use);
    }

    /// Takes over what came with this version of Kennel. What a person changed or deleted stays so.
    @Transactional
    public void ship(D definition) {
        List<V> known = versions(definition.name());
        boolean untouched = known.isEmpty() || known.stream().anyMatch(version -> version.current && version.shipped);
        V version = version(definition, write(definition));
        version.shipped = true;
        if (untouched) {
            use(version);
        }
    }

    private V use(V version) {
        current(version.name).ifPresent(previous -> previous.current = false);
        flush();
        version.current = true;
        flush();
        return version;
    }

    private V version(D definition, String yaml) {
        return findByIdOptional(definition.digest()).orElseGet(() -> {
            V version = fresh();
            version.digest = definition.digest();
            version.name = definition.name();
            version.yaml = yaml;
            version.createdAt = clock().instant();
            persist(version);
            return version;
        });
    }

    private YamlException refused(String message) {
        return new YamlException(List.of(new YamlProblem(noun(), 1, "name", message)));
    }
}
