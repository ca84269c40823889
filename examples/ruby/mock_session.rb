# frozen_string_literal: true

require 'digest'
require 'json'
require 'net/http'
require 'rspec/core'

# A session of the mock, with people, faults, clock and journal for one test.
class MockSession
  def initialize(name)
    @origin = ENV.fetch('PERSONCTL_MOCK_URL')
    @name = name
  end

  # The environment variables with which a client uses this session.
  def settings
    ENV.to_h.transform_values { |value| value.gsub(@origin, url) }
  end

  def add_fault(fault)
    send_request(Net::HTTP::Post, '/faults', fault)
  end

  # The requests of the journal in the order of their arrival.
  def requests(**filter)
    path = "/requests?#{URI.encode_www_form(filter)}"
    send_request(Net::HTTP::Get, path).fetch('requests').sort_by { |request| request['id'] }
  end

  def drop
    send_request(Net::HTTP::Delete, "/sessions/#{@name}")
  end

  private

  def url
    "#{@origin}/__session/#{@name}"
  end

  def send_request(type, path, body = nil)
    target = URI("#{url}/__admin#{path}")
    request = type.new(target)
    request.body = JSON.generate(body) if body
    token = ENV.fetch('PERSONCTL_MOCK_ADMIN_TOKEN', nil)
    request['X-Personctl-Admin-Token'] = token if token
    is_secure = target.scheme == 'https'
    response = Net::HTTP.start(target.host, target.port, use_ssl: is_secure) { |http| http.request(request) }
    raise response.body unless response.is_a?(Net::HTTPSuccess)

    JSON.parse(response.body) if response.body
  end
end

# Each example has a session of its own, so that they can run at the same time. One that fails prints its requests.
RSpec.configure do |config|
  config.before { |example| @mock = MockSession.new(Digest::SHA256.hexdigest(example.id)[0, 16]) }
  config.after do |example|
    puts JSON.pretty_generate(@mock.requests) if example.exception
    @mock.drop
  end
end
