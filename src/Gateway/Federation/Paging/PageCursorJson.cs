using System.Text.Json.Serialization;

namespace Gateway.Federation.Paging;

[JsonSerializable(typeof(PageCursor))]
[JsonSerializable(typeof(HistoryCursor))]
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class PageCursorJson : JsonSerializerContext;
