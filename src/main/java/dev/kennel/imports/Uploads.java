package dev.kennel.imports;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@ApplicationScoped
class Uploads implements PanacheRepositoryBase<Upload, String> {

    private final Clock clock;

    Uploads(Clock clock) {
        this.clock = clock;
    }

    Optional<Upload> named(String filename) {
        return find("filename", filename).firstResultOptional();
    }

    List<Upload> newest() {
        return list("order by touchedAt desc");
    }

    /// Those that have arrived whole and are not complete.
    List<Upload> interrupted() {
        return list("state = ?1 and sha256 is not null", Upload.State.RECEIVING);
    }

    /// Nobody else changes it until the transaction is over.
    Optional<Upload> locked(String id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /// It goes on where its bytes end, unless somebody began it again.
    void forgetDigest(String id) {
        locked(id).filter(upload -> upload.state == Upload.State.RECEIVING).ifPresent(upload -> upload.sha256 = null);
    }

    /// The upload of that name, made when it is not there yet.
    Upload obtain(String filename) {
        getEntityManager()
                .createNativeQuery("""
                        insert into upload (id, filename, state, created_at, touched_at)
                        values (?1, ?2, 'RECEIVING', ?3, ?3) on conflict (filename) do nothing
                        """)
                .setParameter(1, UUID.randomUUID().toString())
                .setParameter(2, filename)
                .setParameter(3, clock.instant())
                .executeUpdate();
        return named(filename).orElseThrow();
    }
}
