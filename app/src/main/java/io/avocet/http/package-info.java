/**
 * The HTTP API and the page: parse, call one use case, render. {@link io.avocet.http.HttpServer} is the entry; Javalin and Jetty
 * are known here alone. Every request passes {@link io.avocet.http.Guard} first. Knows neither libtorch nor the command line.
 */
@NullMarked
package io.avocet.http;

import org.jspecify.annotations.NullMarked;
