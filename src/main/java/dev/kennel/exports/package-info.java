/// Repositories written out as folders that can be uploaded to a model hub.
package dev.kennel.exports;
