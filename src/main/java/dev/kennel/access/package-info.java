/// Who is let in: names, origins, the shared token and its sign-in page; what every response says to browsers.
package dev.kennel.access;
