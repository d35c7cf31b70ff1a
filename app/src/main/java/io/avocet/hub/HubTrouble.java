package io.avocet.hub;

import io.avocet.error.UserError;
import io.avocet.words.ByteSize;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/**
 * What a download failed of, in words.
 *
 * @param id of the model
 */
record HubTrouble(URI endpoint, String id, boolean hasToken) {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /** The Hub's refusal, which another attempt would not change. */
    UserError refused(int status, String errorCode) {
        if (errorCode.equals("GatedRepo") || status == FORBIDDEN) {
            return new UserError(
                    UserError.Kind.NOT_FOUND,
                    "The base model " + id + " is gated: open " + page() + ", accept its terms, and set HF_TOKEN to a"
                            + " token of that account that may read it (" + tokenInWords() + ").");
        }
        if (status == NOT_FOUND) {
            return new UserError(
                    UserError.Kind.NOT_FOUND,
                    "There is no base model " + id + " at " + endpoint + ". Check its spelling.");
        }
        if (status == UNAUTHORIZED) {
            return new UserError(
                    UserError.Kind.NOT_FOUND,
                    "There is no base model " + id + " at " + endpoint + ", or it is private or gated. Check its"
                            + " spelling; if it is not open to all, accept its terms at " + page()
                            + " and set HF_TOKEN to a token of that account (" + tokenInWords() + ").");
        }
        return new UserError(
                UserError.Kind.SYSTEM,
                endpoint + " refuses the base model " + id + " with HTTP status " + status
                        + ". Check HF_ENDPOINT and the proxy, or try again later.");
    }

    /** A file is gone which the list of files names. */
    UserError withoutFile(String file) {
        return new UserError(
                UserError.Kind.NOT_FOUND,
                "The base model " + id + " has no file " + file + " at " + endpoint + ". Choose another model.");
    }

    UserError proxyWantsPassword() {
        return new UserError(
                UserError.Kind.SYSTEM,
                "The proxy wants a name and a password. Set HTTPS_PROXY to http://NAME:PASSWORD@HOST:PORT and"
                        + " AVOCET_JAVA_OPTS to -Djdk.http.auth.tunneling.disabledSchemes= (Java otherwise sends none).");
    }

    /** The address answers, but not as the Hub does. */
    UserError notTheHub(String what) {
        return new UserError(
                UserError.Kind.SYSTEM,
                "The answer of " + endpoint + " for the base model " + id + " is not that of a Hugging Face Hub: "
                        + what + ". Check HF_ENDPOINT and the proxy.");
    }

    /** The bytes that came are not those that were promised, twice. */
    UserError damaged(RemoteFile file, String found) {
        return new UserError(
                UserError.Kind.SYSTEM,
                file.name() + " of the base model " + id + " arrived damaged twice: its hash should be " + file.etag()
                        + " and is " + found + ". It was discarded. Check the proxy, or try again later.");
    }

    UserError noSpace(long neededBytes, long freeBytes, Path folder) {
        return new UserError(
                UserError.Kind.SYSTEM,
                "The base model " + id + " needs " + ByteSize.inWords(neededBytes) + " (" + neededBytes
                        + " bytes) more, and only " + ByteSize.inWords(freeBytes) + " (" + freeBytes
                        + " bytes) are free in " + folder + ". Make room, or set HF_HUB_CACHE to a folder elsewhere.");
    }

    /** All attempts failed. */
    UserError unreachable(IOException failure) {
        if (failure instanceof SSLException) {
            return new UserError(
                    UserError.Kind.SYSTEM,
                    "No safe connection to " + endpoint + ": " + failure.getMessage()
                            + ". If a proxy here re-signs connections, give Java its certificate"
                            + " (AVOCET_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE).",
                    failure);
        }
        return new UserError(
                UserError.Kind.SYSTEM,
                "The base model " + id + " could not be downloaded from " + endpoint + ": " + reason(failure)
                        + ". Check the network, the proxy (HTTPS_PROXY) and HF_ENDPOINT, and run again: what was"
                        + " received is kept. Once a model is in the cache, no network is needed.",
                failure);
    }

    static String reason(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpConnectTimeoutException) {
                return "no connection in time";
            }
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? "the connection failed" : message;
    }

    private String page() {
        return endpoint + "/" + id;
    }

    private String tokenInWords() {
        return hasToken ? "the one that is set was not enough" : "none is set";
    }
}
