/// What all pages and resources share: the layout's data, how figures, times and digests are written, problems, pages
/// of a list. Templates extend `layout.html`: `{#include layout nav='jobs'}{#title}Jobs{/title}…{/include}`.
package dev.kennel.web;
