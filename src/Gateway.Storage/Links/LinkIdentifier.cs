namespace Gateway.Storage.Links;

/// <summary>An identifier that a source record bears.</summary>
/// <param name="System">Its system.</param>
/// <param name="Value">Its value; spaces and case of NHS numbers and PNC identifiers do not matter.</param>
/// <param name="IsStrong">True when it is sure to be this person's, so that records which share it are one person's: a verified NHS number, a PNC identifier, a custody number.</param>
public sealed record LinkIdentifier(string System, string Value, bool IsStrong);
