# frozen_string_literal: true

# personctl-mock exec -- rspec people_spec.rb

require_relative 'mock_session'
require_relative 'people'

RSpec.describe People do
  ada = 'ada.lovelace@example.org'
  staff = 'classification:mozilla_confidential display:ndaed display:none'

  def people(scope, settings = @mock.settings)
    People.new(settings, scope)
  end

  it 'finds a name and a title for staff' do
    expect(people(staff).find(ada)).to include(
      'first_name' => include('value' => 'Ada'),
      'staff_information' => include('title' => include('value' => 'Principal Engineer'))
    )
  end

  it 'finds a name and no title for the public' do
    profile = people('display:public').find(ada)
    expect(profile['first_name']['value']).to eq('Ada')
    expect(profile['staff_information']).not_to have_key('title')
  end

  it 'finds nobody under an unknown e-mail' do
    expect(people(staff).find('nobody@example.org')).to be_nil
  end

  it 'raises if the secret is wrong' do
    settings = @mock.settings.merge('PERSONCTL_CIS_CLIENT_SECRET' => 'wrong')
    expect { people(staff, settings) }.to raise_error(People::ServiceError, /401/)
  end

  it 'raises if the service fails, and goes on with the same token' do
    @mock.add_fault(match: { operation: 'getUserByPrimaryEmail' }, effect: { type: 'status', status: 503 }, times: 1)
    found = people(staff)
    expect { found.find(ada) }.to raise_error(People::ServiceError, /503/)
    expect(found.find(ada)).not_to be_nil
    expect(@mock.requests.map { |request| [request['operation'], request['status']] }).to eq(
      [['requestToken', 200], ['getUserByPrimaryEmail', 503], ['getUserByPrimaryEmail', 200]]
    )
  end
end
