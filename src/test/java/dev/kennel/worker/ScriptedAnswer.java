package dev.kennel.worker;

record ScriptedAnswer(String text) {}
