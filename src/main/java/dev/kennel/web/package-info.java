/// What all pages share: the layout's data, and how figures, times and digests are written. Templates extend
/// `layout.html`: `{#include layout nav='jobs'}{#title}Jobs{/title}…{/include}`.
package dev.kennel.web;
