namespace Gateway.Access.Consents;

/// <summary>What the standard's consent actions mean for FHIR's interactions (http://terminology.hl7.org/CodeSystem/consentaction).</summary>
internal static class ConsentActions
{
    private static readonly string[] s_all = ["collect", "access", "use", "disclose", "correct"];

    /// <summary>Whether an action is the one that is asked for. Who reads across organisations is given access, and is disclosed to; what they use it for afterwards nobody here knows.</summary>
    public static Truth Is(Coded action, string asked)
    {
        if (action.System is not (CodeSystems.ConsentAction or "") || !s_all.Contains(action.Code))
            return Truth.Unknown;
        if (s_all.Contains(asked))
            return Truths.Of(action.Code == asked);
        return asked switch
        {
            "read" or "vread" or "search" or "search-type" or "history" or "history-instance" => action.Code switch { "access" or "disclose" => Truth.True, "use" => Truth.Unknown, _ => Truth.False },
            "create" => Truths.Of(action.Code == "collect"),
            "update" or "patch" => Truths.Of(action.Code == "correct"),
            _ => Truth.Unknown,
        };
    }
}
