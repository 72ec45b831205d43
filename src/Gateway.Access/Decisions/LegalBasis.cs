namespace Gateway.Access.Decisions;

/// <summary>The legal basis of one request, for purposes of justice.</summary>
/// <param name="Id">What it is kept under: the number of an order, of a request for disclosure.</param>
/// <param name="Authoriser">Who authorised it.</param>
/// <param name="Expires">From when on it is none.</param>
public sealed record LegalBasis(string Id, string Authoriser, DateTimeOffset Expires);
