namespace Gateway.Mapping.Language;

/// <summary>A parameter of a transform or of a group that is run.</summary>
public abstract record MapParameter
{
    public MapPlace Place { get; init; }
}

/// <summary>A variable, or with dots a path from one.</summary>
public sealed record MapVariable(string Name) : MapParameter;

/// <summary><c>'text'</c> or <c>"text"</c>, here without quotes and escapes.</summary>
public sealed record MapString(string Value) : MapParameter;

/// <summary>true or false.</summary>
public sealed record MapBoolean(bool Value) : MapParameter;

/// <summary>A whole number of 32 bits.</summary>
public sealed record MapInteger(int Value) : MapParameter;

/// <summary>A number with decimals, as it was written.</summary>
public sealed record MapDecimal(string Text) : MapParameter;

/// <summary>A date, date with time, or time, without the <c>@</c>: <c>2020-02</c>, <c>2020-02-01T10:00:00Z</c>, <c>T10:00</c>.</summary>
public sealed record MapMoment(string Text) : MapParameter;

/// <summary>A FHIRPath expression, on one line and without comments; it has been checked to parse.</summary>
public sealed record MapExpression(string Text) : MapParameter;
