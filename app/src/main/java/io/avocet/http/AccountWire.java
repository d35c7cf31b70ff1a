package io.avocet.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.avocet.app.FetchMail.CheckedFolder;
import io.avocet.store.AccountMail;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of accounts on mail servers, as {@link Wire} has it of the rest. None of it has a secret, or says where one is. */
final class AccountWire {
    private AccountWire() {}

    record Accounts(
            @JsonProperty("accounts") List<Account> accounts,
            @JsonProperty("problem") @Nullable String problem) {}

    record Account(
            @JsonProperty("name") String name,
            @JsonProperty("host") String host,
            @JsonProperty("port") int port,
            @JsonProperty("tls") String tls,
            @JsonProperty("user") String user,
            @JsonProperty("folders") List<String> folders,
            @JsonProperty("since") @Nullable String since,
            @JsonProperty("most") @Nullable Integer most,
            @JsonProperty("secret") String secret,
            @JsonProperty("has_secret") boolean hasSecret,
            @JsonProperty("emails") long emails,
            @JsonProperty("last_fetch") @Nullable String lastFetch) {
        /** @param hasSecret whether a typed one is held */
        static Account of(io.avocet.imap.Account account, boolean hasSecret, AccountMail mail) {
            return new Account(
                    account.name(),
                    account.host(),
                    account.port(),
                    account.tls().id(),
                    account.user(),
                    account.folders(),
                    account.since() == null ? null : account.since().toString(),
                    account.most(),
                    account.secret().kind().id(),
                    hasSecret,
                    mail.emails(),
                    mail.lastFetch() == null
                            ? null
                            : mail.lastFetch().truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }

    record Removed(@JsonProperty("removed") String removed) {}

    record Tested(
            @JsonProperty("ok") boolean ok,
            @JsonProperty("folders") List<Folder> folders) {}

    record Folder(
            @JsonProperty("name") String name,
            @JsonProperty("messages") @Nullable Integer messages,
            @JsonProperty("fetched") boolean fetched) {
        static Folder of(CheckedFolder checked) {
            return new Folder(checked.folder().name(), checked.folder().messages(), checked.fetched());
        }
    }
}
