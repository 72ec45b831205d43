namespace Gateway.Access.Policies;

/// <summary>What makes a release lawful.</summary>
/// <param name="Articles">The articles of the UK GDPR, or the part of the Data Protection Act 2018 where that stands in their place.</param>
/// <param name="Statutes">What gives the duty or the power.</param>
/// <param name="Confidence">How the common law duty of confidence is met.</param>
public sealed record LegalGround(IReadOnlyList<string> Articles, IReadOnlyList<string> Statutes, string Confidence);
