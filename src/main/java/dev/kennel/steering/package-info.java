/// Steering: control vectors are extracted from models, and each says what it was made from.
package dev.kennel.steering;
