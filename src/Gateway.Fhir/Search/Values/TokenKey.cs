namespace Gateway.Fhir.Search.Values;

/// <summary>The form in which codes are compared, in the index and in queries alike.</summary>
internal static class TokenKey
{
    public static string Of(string code, bool isCaseSensitive = false) => isCaseSensitive ? code : code.ToLowerInvariant();
}
