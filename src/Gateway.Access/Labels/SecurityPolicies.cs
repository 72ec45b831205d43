namespace Gateway.Access.Labels;

/// <summary>Codes of v3-ActCode in security labels that say what is to be done with content, and nothing of how sensitive it is (obligations, refrains, consent directives, provenance).</summary>
internal static class SecurityPolicies
{
    public const string Integrity = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";

    /// <summary>Says that elements bear labels of their own (DS4P).</summary>
    public const string InlineLabels = "PROCESSINLINELABEL";

    private static readonly HashSet<string> s_codes = new(StringComparer.Ordinal)
    {
        InlineLabels, "ANONY", "AOD", "AUDIT", "AUDTR", "CPLYCC", "CPLYCD", "CPLYJPP", "CPLYOPP", "CPLYOSP", "CPLYPOL", "CPLYCUI", "DECLASSIFYLABEL", "DEID", "DELAU", "DOWNGRDLABEL", "DRIVLABEL",
        "ENCRYPT", "ENCRYPTR", "ENCRYPTT", "ENCRYPTU", "HUAPRV", "LABEL", "MASK", "MINEC", "PERSISTLABEL", "PRIVMARK", "PSEUD", "REDACT", "UPGRDLABEL", "NOAUTH", "NOCOLLECT", "NODSCLCD", "NODSCLCDS", "NOINTEGRATE",
        "NOLIST", "NOMOU", "NOORGPOL", "NOPAT", "NOPERSISTP", "NORDSCLCD", "NORDSCLCDS", "NORDSLCD", "NOREUSE", "NOVIP", "ORCON", "OPTIN", "OPTINR", "OPTOUT", "OPTOUTE", "OPIN", "OPOUT", "REDACTED", "ABSTRED", "AGGRED", "ANONYED",
        "MAPPED", "MASKED", "PSEUDED", "SUBSETTED", "SYNTAC", "TRSLT", "VERSIONED", "CRYTOHASH", "DIGSIGN",
    };

    public static bool IsOne(string code) => s_codes.Contains(code);
}
