/// Files of tensors in the safetensors format, read without trusting them and without loading them.
package dev.kennel.safetensors;
