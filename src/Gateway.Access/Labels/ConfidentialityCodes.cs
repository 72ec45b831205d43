namespace Gateway.Access.Labels;

/// <summary>The codes of confidentiality: U, L, M, N, R, V.</summary>
public static class ConfidentialityCodes
{
    private const string Codes = "ULMNRV";

    /// <summary>The rank of a code; null for one that is none.</summary>
    public static Confidentiality? Of(Coded code) =>
        code is { System: CodeSystems.Confidentiality, Code.Length: 1 } && Codes.IndexOf(code.Code[0], StringComparison.Ordinal) is >= 0 and var rank ? (Confidentiality)rank : null;

    public static string CodeOf(Confidentiality rank) => Codes[(int)rank].ToString();
}
