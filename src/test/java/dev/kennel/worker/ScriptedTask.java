package dev.kennel.worker;

record ScriptedTask(Script script) implements Task<ScriptedAnswer> {

    @Override
    public Class<ScriptedAnswer> resultType() {
        return ScriptedAnswer.class;
    }
}
