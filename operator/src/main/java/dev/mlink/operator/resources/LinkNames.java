package dev.mlink.operator.resources;

/** Names of generated ModelLinks: Triton's model names are no Kubernetes names, so a hash stands for the pair. */
public record LinkNames(String group) {

    private static final int HEX_DIGITS = 10;

    public String of(String source, String target) {
        return group + "-" + new Sha256(source + "\n" + target).hex(HEX_DIGITS);
    }
}
